package dev.leat.config;

/**
 * Something wrong in a document, judged by a schema.
 *
 * @param pointer JSON pointer of the place
 * @param atKey whether the key is wrong rather than its value; a key that is missing is told at the object it should be in
 * @param message what is wrong, where, and what to do; never holds the value of a secret
 */
public record Finding(String pointer, boolean atKey, String message) {}
