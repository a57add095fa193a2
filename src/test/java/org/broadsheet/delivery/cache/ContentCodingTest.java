package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aayushatharva.brotli4j.decoder.Decoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                              | GZIP",
                "br                                | BROTLI",
                "gzip, br                          | BROTLI",
                "br, gzip                          | BROTLI",
                "gzip, deflate, br, zstd           | BROTLI",
                "br;q=0.5, gzip                    | GZIP",
                "br;q=0.5,gzip;q=0.500             | BROTLI",
                "GZIP                              | GZIP",
                "*                                 | BROTLI",
                "gzip, *;q=0                       | GZIP",
                "*;q=0, gzip                       | GZIP",
                "br;q=0, *                         | GZIP",
                "gzip;q=0                          | IDENTITY",
                "gzip;q=0.000, br;q=0              | IDENTITY",
                "identity                          | IDENTITY",
                "identity, gzip;q=0.5              | IDENTITY",
                "identity;q=0.5, gzip              | GZIP",
                "identity, gzip                    | GZIP",
                "deflate                           | IDENTITY",
                "x-gzip                            | IDENTITY",
                "gzip ; q=0.8 , br;q=0.2           | GZIP",
            })
    void theClientGetsWhatItPrefers(String accepted, ContentCoding coding) {
        assumeTrue(ContentCoding.BROTLI.isAvailable());
        assertThat(ContentCoding.preferred(accepted)).isEqualTo(coding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"``", "`;`", "gzip;q=2", "gzip;q=x", "gzip;q=-1", "gzip;q=0.1234", "gz ip", "gzip;level=9", "`\0`"
            })
    void whatIsMalformedIsIgnored(String accepted) {
        assertThat(ContentCoding.preferred(accepted)).isEqualTo(ContentCoding.IDENTITY);
    }

    @Test
    void manyDifferentHeadersAreReadToo() {
        for (int number = 0; number < 1_000; number++) {
            assertThat(ContentCoding.preferred(
                            "x%d, gzip".formatted(number).replaceAll("[0-9]", "y") + " ".repeat(number)))
                    .isEqualTo(ContentCoding.GZIP);
        }
    }

    @Test
    void contentIsTheSameAfterDecoding() throws IOException {
        Random random = new Random(3);
        byte[] noise = new byte[5_000];
        random.nextBytes(noise);
        for (byte[] content :
                List.of(new byte[0], "{\"items\": []}".repeat(500).getBytes(StandardCharsets.UTF_8), noise)) {
            assertThat(ContentCoding.IDENTITY.encoded(content)).isEqualTo(content);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(ContentCoding.GZIP.encoded(content)))
                            .readAllBytes())
                    .isEqualTo(content);
            if (ContentCoding.BROTLI.isAvailable()) {
                assertThat(Decoder.decompress(ContentCoding.BROTLI.encoded(content))
                                .getDecompressedData())
                        .isEqualTo(content);
            }
        }
    }
}
