package io.parley.chaos.control;

import java.nio.file.Path;

/**
 * One Redis server and where it keeps its data.
 *
 * @param url with its password
 */
public record RedisNode(Member member, Path data, String url) {

    public int port() {
        return member.port();
    }

    /** Never prints the password. */
    @Override
    public String toString() {
        return "RedisNode[" + port() + "]";
    }
}
