package dev.leat.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/**
 * A pipe between two threads that behaves like the operating system's: it holds 64 KB, then the writer waits; closing
 * the reading end breaks it for the writer. ({@code java.io}'s own polls once a second and watches its threads.)
 */
final class Pipe {
    private static final int CAPACITY = 64 << 10;

    private final byte[] ring = new byte[CAPACITY];
    private int start;
    private int count;
    private boolean written;
    private boolean broken;

    /** The writing end. Closing it is the end of the input for the reader. */
    OutputStream writer() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                put(bytes, offset, length);
            }

            @Override
            public void close() {
                end();
            }
        };
    }

    /** The reading end. */
    InputStream reader() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return take(bytes, offset, length);
            }

            @Override
            public int available() {
                return waiting();
            }

            @Override
            public void close() {
                breakUp();
            }
        };
    }

    private synchronized void put(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            try {
                while (count == CAPACITY && !broken) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            if (broken || written) {
                throw new IOException("Broken pipe");
            }
            int end = (start + count) % CAPACITY;
            int some = Math.min(Math.min(CAPACITY - count, CAPACITY - end), offset + length - at);
            System.arraycopy(bytes, at, ring, end, some);
            count += some;
            at += some;
            notifyAll();
        }
    }

    private synchronized int take(byte[] bytes, int offset, int length) throws IOException {
        try {
            while (count == 0 && !written && !broken) {
                wait();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (broken) {
            throw new IOException("Stream closed");
        }
        if (count == 0) {
            return -1;
        }
        int some = Math.min(Math.min(count, CAPACITY - start), length);
        System.arraycopy(ring, start, bytes, offset, some);
        start = (start + some) % CAPACITY;
        count -= some;
        notifyAll();
        return some;
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return (IOException) new InterruptedIOException("interrupted on a pipe").initCause(cause);
    }

    private synchronized int waiting() {
        return count;
    }

    private synchronized void end() {
        written = true;
        notifyAll();
    }

    private synchronized void breakUp() {
        broken = true;
        notifyAll();
    }
}
