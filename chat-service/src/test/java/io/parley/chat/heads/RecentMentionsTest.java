package io.parley.chat.heads;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentMentionsTest {

    private static final UserId ANN = new UserId(UUID.randomUUID());

    private final RoomId room = new RoomId(UUID.randomUUID());
    private final RecentMentions mentions = new RecentMentions();

    @Test
    void wordsThatMentionedNobodyAndStillDoChangeNothing() {
        assertThat(mentions.take(room, 7, message(7, false))).isFalse();
        assertThat(mentions.take(room, 8, edit(7, false))).isFalse();
        assertThat(mentions.take(room, 9, edit(7, false))).isFalse();
    }

    @Test
    void aMentionThatComesOrGoesCounts() {
        mentions.take(room, 7, message(7, false));
        mentions.take(room, 8, message(8, true));

        assertThat(mentions.take(room, 9, edit(8, false))).isTrue();
        assertThat(mentions.take(room, 10, edit(7, true))).isTrue();
        assertThat(mentions.take(room, 11, edit(7, false))).isTrue();
    }

    @Test
    void ofWhatCameBeforeNothingIsKnown() {
        mentions.take(room, 7, message(7, false));

        assertThat(mentions.take(room, 8, edit(6, false))).isTrue();
        assertThat(mentions.take(room, 10, edit(7, false))).isTrue();
        mentions.take(room, 11, message(11, false));
        assertThat(mentions.take(room, 12, edit(11, false))).isFalse();
    }

    @Test
    void aRoomIsForgottenWhenManyOthersHaveMoved() {
        mentions.take(room, 1, message(1, false));
        for (var n = 0; n < RecentMentions.MOST_ROOMS; n++) {
            mentions.take(new RoomId(UUID.randomUUID()), 1, message(1, false));
        }

        assertThat(mentions.take(room, 2, edit(1, false))).isTrue();
    }

    /** Whatever is forgotten: where the mentions have changed, it is never denied. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void neverOverlooksAChangeOfMentions(int seed) {
        var random = new Random(seed);
        var mentioning = new HashSet<Long>();
        var quiet = 0;
        for (var seq = 1L; seq <= 2_000; seq++) {
            boolean mentionsSomebody = random.nextInt(3) == 0;
            boolean isEdit = seq > 1 && random.nextInt(3) == 0;
            long target = isEdit ? 1 + random.nextLong(seq - 1) : seq;
            boolean before = mentioning.contains(target);
            var told =
                    mentions.take(
                            room,
                            seq,
                            isEdit
                                    ? edit(target, mentionsSomebody)
                                    : message(seq, mentionsSomebody));
            if (isEdit && (before || mentionsSomebody)) {
                assertThat(told).isTrue();
            }
            quiet += isEdit && !told ? 1 : 0;
            if (mentionsSomebody) {
                mentioning.add(target);
            }
        }
        assertThat(quiet).isPositive();
    }

    private static HeadChange message(long seq, boolean mentionsAnn) {
        var mentioned = mentionsAnn ? List.of(ANN) : List.<UserId>of();
        return new HeadChange(
                Optional.of(new HeadMessage(seq, ANN, mentioned, false, false, false)),
                Optional.empty(),
                false);
    }

    private static HeadChange edit(long target, boolean mentionsAnn) {
        return new HeadChange(
                Optional.empty(), Optional.of(new HeadChange.Edit(target, mentionsAnn)), false);
    }
}
