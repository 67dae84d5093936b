package dev.leat.connector.sample;

/**
 * What ties the streams together: how many rows each has, which customer an order belongs to, which products are in it
 * and what they cost. Row i of a stream depends on the seed and on i, never on how many rows there are, so that a shop
 * that grows keeps the rows it has.
 */
final class Shop {
    static final int CUSTOMERS = 1;
    static final int PRODUCTS = 2;
    static final int ORDERS = 3;
    static final int ORDER_ITEMS = 4;
    static final int EVENTS = 5;

    /** 2015-01-01T00:00:00Z, in seconds: when the shop opened. */
    static final long OPENED = 1_420_070_400L;

    /** Seconds from one order to the next: ten million orders are a little over three years. */
    static final long ORDER_SECONDS = 10;

    static final int EVENTS_PER_ORDER = 5;

    /** The customers and products there are when the first order comes. */
    private static final int FIRST = 100;

    private static final int ORDERS_PER_CUSTOMER = 4;
    private static final int ORDERS_PER_PRODUCT = 20;

    /** Four orders in a row have 3, 1, 2 and 4 items: ten in all, so that an item's order can be computed. */
    private static final int[] ITEMS = {3, 1, 2, 4};

    private static final int[] ITEMS_BEFORE = {0, 3, 4, 6};
    private static final int[] ORDER_OF_ITEM = {0, 0, 0, 1, 2, 2, 3, 3, 3, 3};

    private final long seed;

    Shop(long seed) {
        this.seed = mix(seed);
    }

    /** The finishing steps of SplitMix64: every bit of the answer depends on every bit of {@code x}. */
    static long mix(long x) {
        long z = x + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** A number from 0 to below {@code bound}, from the low 32 random bits. */
    static int below(int bound, long random) {
        return (int) ((random & 0xffff_ffffL) * bound >>> 32);
    }

    long random(int stream, long row) {
        return mix(seed + stream * 0x632be59bd9b4e019L ^ row * 0x9e3779b97f4a7c15L);
    }

    static long customers(long orders) {
        return orders == 0 ? 0 : FIRST + orders / ORDERS_PER_CUSTOMER;
    }

    static long products(long orders) {
        return orders == 0 ? 0 : FIRST + orders / ORDERS_PER_PRODUCT;
    }

    static long items(long orders) {
        return orders / 4 * 10 + ITEMS_BEFORE[(int) (orders % 4)];
    }

    static long events(long orders) {
        return orders * EVENTS_PER_ORDER;
    }

    /** The row of the order that an item belongs to. */
    static long orderOf(long item) {
        return item / 10 * 4 + ORDER_OF_ITEM[(int) (item % 10)];
    }

    /** The item's place in its order, from 1. */
    static int lineOf(long item) {
        return (int) (item - items(orderOf(item))) + 1;
    }

    /** The id of a customer who was there at the time of an order. */
    static long customer(long order, long random) {
        return 1 + Long.remainderUnsigned(random, FIRST + order / ORDERS_PER_CUSTOMER);
    }

    /** The row of the product that an item is of: one that was there at the time of its order. */
    long product(long item) {
        return Long.remainderUnsigned(random(ORDER_ITEMS, item), FIRST + orderOf(item) / ORDERS_PER_PRODUCT);
    }

    int quantity(long item) {
        int choice = below(16, mix(random(ORDER_ITEMS, item)));
        return choice < 10 ? 1 : choice < 13 ? 2 : choice;
    }

    long cents(long product) {
        return 99 + 10L * below(9_000, random(PRODUCTS, product));
    }

    long totalCents(long order) {
        long first = items(order);
        int count = ITEMS[(int) (order % 4)];
        long total = 0;
        for (long item = first; item < first + count; item++) {
            total += quantity(item) * cents(product(item));
        }
        return total;
    }

    /** When an order came, in microseconds since 1970; later orders came later. */
    long orderedAt(long order) {
        long jitter = below((int) (ORDER_SECONDS * 1_000_000), random(ORDERS, order));
        return (OPENED + order * ORDER_SECONDS) * 1_000_000 + jitter;
    }
}
