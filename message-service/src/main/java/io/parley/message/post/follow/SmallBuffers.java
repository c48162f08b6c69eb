package io.parley.message.post.follow;

import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP with small response buffers. Tomcat keeps the two of a response, one of bytes and one of
 * characters, for as long as the response lasts: for a stream of posts, minutes.
 */
public final class SmallBuffers extends Http11NioProtocol {

    private static final int BYTES = 1024;

    /** Made by Tomcat, by its name. */
    public SmallBuffers() {
        super();
    }

    @Override
    public int getDesiredBufferSize() {
        return BYTES;
    }
}
