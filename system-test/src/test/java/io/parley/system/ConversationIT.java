package io.parley.system;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WholeSuite
class ConversationIT {

    @Test
    void everyMemberSeesTheOneListThatHistoryHoldsAlsoAfterAnAbsence(Suite suite) throws Exception {
        new NodeScript(suite, Path.of("scripts/conversation.mjs")).run(Map.of());
    }

    @Test
    void aKilledPodTakesOnlyItsSessionsAndTheyMissNothing(Suite suite) throws Exception {
        new NodeScript(suite, Path.of("scripts/pod-loss.mjs")).run(Map.of());
    }
}
