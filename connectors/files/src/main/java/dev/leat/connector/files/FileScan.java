package dev.leat.connector.files;

import java.util.List;

/**
 * What a file that is to be appended to holds.
 *
 * @param rowsEnd the index after the last whole row: what follows it was cut off by a crash
 * @param first the fields of the first row of a CSV file, its header if it has one; empty for other files
 * @param rids what is known of the rows' RIDs; null if nobody asked
 */
record FileScan(long rowsEnd, List<String> first, RidScans rids) {}
