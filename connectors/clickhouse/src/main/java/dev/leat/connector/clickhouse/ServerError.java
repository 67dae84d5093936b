package dev.leat.connector.clickhouse;

/** What the server said in place of an answer, or at the end of one that it could not finish. */
final class ServerError extends Exception {
    private static final long serialVersionUID = 1L;

    static final int NOT_IMPLEMENTED = 48;
    static final int UNKNOWN_DATABASE = 81;
    static final int QUERY_ALREADY_RUNNING = 216;
    static final int SUPPORT_IS_DISABLED = 344;

    private final int code;

    /** @param code of the server's numbering; 0 if it told none */
    ServerError(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Finds code and sentence in {@code Code: 60. DB::Exception: Unknown table … (UNKNOWN_TABLE) (version …)}. */
    static ServerError of(String text) {
        java.util.regex.Matcher found = java.util.regex.Pattern.compile(
                        "(?s)Code: (\\d+)\\. DB::(?:NetException|Exception|ParsingException|HTTPException): (.*)")
                .matcher(text);
        if (!found.find()) {
            return new ServerError(0, text.strip());
        }
        String sentence = found.group(2).replaceFirst("(?s)\\s*\\(version [^)]*(\\([^)]*\\))?\\).*$", "");
        int end = sentence.indexOf("\n__exception__");
        sentence = (end < 0 ? sentence : sentence.substring(0, end)).strip();
        return new ServerError(
                Integer.parseInt(found.group(1)),
                sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence);
    }

    int code() {
        return code;
    }
}
