package org.broadsheet.delivery.cache;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/** The content of a response in one encoding. */
final class EncodedContent {

    private final ContentCoding coding;
    private final CharSequence tag;
    private volatile Buffer content;
    private volatile boolean direct;

    /** @param tag the ETag of the content in this encoding */
    EncodedContent(ContentCoding coding, CharSequence tag, byte[] content) {
        this.coding = coding;
        this.tag = tag;
        this.content = Buffer.buffer(content);
    }

    ContentCoding coding() {
        return coding;
    }

    CharSequence tag() {
        return tag;
    }

    int length() {
        return content.length();
    }

    byte[] bytes() {
        return content.getBytes();
    }

    /** Returns the content in direct memory, from which it is sent without a copy. The garbage collector frees it. */
    Buffer toSend() {
        if (!direct) {
            moveOut();
        }
        return content;
    }

    /** Returns the same content as a buffer of Netty, which the caller must not release. */
    @SuppressWarnings("deprecation") // see moveOut
    ByteBuf toWrite() {
        return Unpooled.unreleasableBuffer(toSend().getByteBuf());
    }

    @SuppressWarnings("deprecation") // Vert.x 4 has no other conversion of a Netty buffer
    private synchronized void moveOut() {
        if (!direct) {
            byte[] bytes = content.getBytes();
            content = Buffer.buffer(Unpooled.wrappedBuffer(
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip()));
            direct = true;
        }
    }
}
