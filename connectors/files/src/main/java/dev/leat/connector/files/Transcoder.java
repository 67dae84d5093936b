package dev.leat.connector.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns whole rows of UTF-8 into another encoding. Keeps its encoder from piece to piece: UTF-16 begins with a mark, and
 * only once.
 */
final class Transcoder extends OutputStream {
    private final OutputStream out;
    private final CharsetEncoder encoder;
    private final ByteBuffer encoded = ByteBuffer.allocate(1 << 16);

    private Transcoder(OutputStream out, Charset charset) {
        this.out = out;
        this.encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Where to write UTF-8 that is to arrive in another encoding. */
    static OutputStream of(OutputStream out, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) ? out : new Transcoder(out, charset);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] utf8, int offset, int length) throws IOException {
        encode(CharBuffer.wrap(new String(utf8, offset, length, StandardCharsets.UTF_8)), false);
    }

    private void encode(CharBuffer text, boolean last) throws IOException {
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            encoded.clear();
            result = encoder.encode(text, encoded, last);
            out.write(encoded.array(), 0, encoded.position());
            if (result.isError()) {
                result.throwException();
            }
        }
    }

    /** Writes what some encodings end with. */
    void finish() throws IOException {
        encode(CharBuffer.allocate(0), true);
        encoded.clear();
        encoder.flush(encoded);
        out.write(encoded.array(), 0, encoded.position());
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
