package org.broadsheet.delivery.fastpath;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;

/**
 * Writes the head of a response.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112, HTTP/1.1</a>
 */
final class ResponseHead {

    private static final CharSequence VERSION = HttpHeaders.createOptimized("HTTP/1.1 ");
    private static final int COLON_AND_SPACE = ':' << 8 | ' ';
    private static final int END_OF_LINE = '\r' << 8 | '\n';

    private final ByteBuf bytes;

    /** @param bytes receives the head */
    ResponseHead(ByteBuf bytes) {
        this.bytes = bytes;
    }

    void status(int code) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(code);
        write(VERSION);
        write(status.codeAsText());
        bytes.writeByte(' ');
        write(status.reasonPhrase());
        bytes.writeShort(END_OF_LINE);
    }

    void header(CharSequence name, CharSequence value) {
        write(name);
        bytes.writeShort(COLON_AND_SPACE);
        write(value);
        bytes.writeShort(END_OF_LINE);
    }

    void end() {
        bytes.writeShort(END_OF_LINE);
    }

    private void write(CharSequence text) {
        if (text instanceof AsciiString ready) {
            bytes.writeBytes(ready.array(), ready.arrayOffset(), ready.length());
        } else {
            ByteBufUtil.writeAscii(bytes, text);
        }
    }
}
