package dev.leat.connector.sqlite;

/** Powers of ten that a 64-bit integer holds. */
final class Powers {
    static final long[] OF_TEN = new long[19];

    static {
        long power = 1;
        for (int i = 0; i < OF_TEN.length; i++) {
            OF_TEN[i] = power;
            power *= 10;
        }
    }

    private Powers() {}
}
