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

    /** @param tag the validator of these very bytes */
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

    /** Where the network takes it from without copying it; freed with this object by the garbage collector. */
    Buffer toSend() {
        if (!direct) {
            moveOut();
        }
        return content;
    }

    /** The same, for Netty; the caller must not release it. */
    @SuppressWarnings("deprecation") // as below
    ByteBuf toWrite() {
        return Unpooled.unreleasableBuffer(toSend().getByteBuf());
    }

    @SuppressWarnings("deprecation") // there is no other way from Netty's buffers to Vert.x's until Vert.x 5
    private synchronized void moveOut() {
        if (!direct) {
            byte[] bytes = content.getBytes();
            content = Buffer.buffer(Unpooled.wrappedBuffer(
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip()));
            direct = true;
        }
    }
}
