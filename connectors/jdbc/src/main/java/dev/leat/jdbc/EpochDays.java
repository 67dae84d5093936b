package dev.leat.jdbc;

/**
 * Days since 1970 in the Gregorian calendar, reckoned back into the past: the year before 1 is 0, which is 1 BC. As {@link
 * java.time.LocalDate#toEpochDay}, without an object.
 */
final class EpochDays {
    private static final int[] MONTH_DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** Days to the first of each month of these years. */
    private static final int FIRST_YEAR = 1900;

    private static final int[] MONTHS = new int[200 * 12];

    static {
        for (int i = 0; i < MONTHS.length; i++) {
            MONTHS[i] = (int) reckoned(FIRST_YEAR + i / 12, i % 12 + 1, 1);
        }
    }

    private EpochDays() {}

    /** Whether the calendar has the day. */
    static boolean has(int year, int month, int day) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month >= 1 && month <= 12 && day >= 1 && day <= (month == 2 && !leap ? 28 : MONTH_DAYS[month - 1]);
    }

    /** Of a day that the calendar {@link #has}. */
    static long of(int year, int month, int day) {
        int index = (year - FIRST_YEAR) * 12 + month - 1;
        return index >= 0 && index < MONTHS.length ? MONTHS[index] + day - 1 : reckoned(year, month, day);
    }

    private static long reckoned(int year, int month, int day) {
        // Years that begin in March have their leap day last.
        int y = month <= 2 ? year - 1 : year;
        int cycle = Math.floorDiv(y, 400);
        int yearOfCycle = y - cycle * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear;
        return cycle * 146_097L + dayOfCycle - 719_468;
    }
}
