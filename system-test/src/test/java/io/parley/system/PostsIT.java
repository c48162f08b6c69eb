package io.parley.system;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WholeSuite
class PostsIT {

    @Test
    void everyKindOfClientIsToldOfEveryChangeOnceAndInOrder(Suite suite) throws Exception {
        new NodeScript(suite, Path.of("scripts/posts.mjs")).run(Map.of());
    }
}
