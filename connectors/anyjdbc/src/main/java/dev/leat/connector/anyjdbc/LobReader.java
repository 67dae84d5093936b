package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.ColumnReader;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.RowWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Asks large objects for their length before they are loaded, and takes them piece by piece, so that they are never held
 * beside their line. Other columns are read in another way. One thread.
 */
final class LobReader implements ColumnReader {
    private final ColumnReader otherwise;
    private boolean asked;
    private int type;

    /** @param otherwise for what is no large object of the driver's */
    LobReader(ColumnReader otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public void read(ResultSet row, int column, RowWriter out) throws SQLException, UnfitValue {
        if (!asked) {
            asked = true;
            type = row.getMetaData().getColumnType(column);
        }
        switch (type) {
            case Types.CLOB, Types.NCLOB -> put(row.getClob(column), out);
            case Types.BLOB -> put(row.getBlob(column), out);
            default -> otherwise.read(row, column, out);
        }
    }

    private static void put(Clob value, RowWriter out) throws SQLException, UnfitValue {
        if (value == null) {
            out.putNull();
            return;
        }
        int length = length(value.length(), out);
        try (Reader text = value.getCharacterStream()) {
            out.putText(text, length);
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
        value.free();
    }

    private static void put(Blob value, RowWriter out) throws SQLException, UnfitValue {
        if (value == null) {
            out.putNull();
            return;
        }
        int length = length(value.length(), out);
        try (InputStream bytes = value.getBinaryStream()) {
            out.putBytes(bytes, length);
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
        value.free();
    }

    private static int length(long length, RowWriter out) throws UnfitValue {
        if (length > out.valueBytesMax()) {
            throw UnfitValue.tooLong(length, out.valueBytesMax());
        }
        return (int) length;
    }
}
