package dev.leat.runner;

/**
 * Whose a process is, for whoever looks at the list of processes or containers. Both names are written in the settings,
 * where none stands for a secret.
 *
 * @param replication null where none is carried out: a check, say
 */
record Whose(String connection, String replication) {
    /** The most of a name that is shown; the list of containers is read by people. */
    private static final int SHOWN_MAX = 40;

    /** Both in a form that may be part of a container's name. */
    String shown() {
        return replication == null ? shown(connection) : shown(replication) + "-" + shown(connection);
    }

    private static String shown(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_.-]", "-");
        return plain.length() <= SHOWN_MAX ? plain : plain.substring(0, SHOWN_MAX);
    }
}
