package io.parley.chaos.control;

import java.nio.file.Path;

/** One Redis server and where it keeps its data. */
public record RedisNode(Member member, Path data) {

    public int port() {
        return member.port();
    }
}
