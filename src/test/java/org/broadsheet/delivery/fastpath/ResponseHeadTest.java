package org.broadsheet.delivery.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseHeadTest {

    @Test
    void aHeadIsWrittenAsHttp() {
        ByteBuf bytes = Unpooled.buffer();
        ResponseHead head = new ResponseHead(bytes);
        head.status(200);
        head.header("Content-Length", "12");
        head.header(AsciiString.of("Cache-Status"), AsciiString.of("Broadsheet; hit"));
        // A part of a larger array.
        head.header(
                AsciiString.of("xETag").subSequence(1, 5, false),
                AsciiString.of("x\"a\"y").subSequence(1, 4, false));
        head.end();

        assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("""
                HTTP/1.1 200 OK\r
                Content-Length: 12\r
                Cache-Status: Broadsheet; hit\r
                ETag: "a"\r
                \r
                """);
    }

    @Test
    void aStatusHasItsReason() {
        ByteBuf bytes = Unpooled.buffer();
        new ResponseHead(bytes).status(304);

        assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 304 Not Modified\r\n");
    }
}
