package io.parley.model.log.path;

import io.parley.model.log.path.PathState.Sequencer;
import io.parley.model.log.path.PathState.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * All that can happen next: senders that repeat, sequencers that die, stop in the middle and come
 * back, a Redis that is flushed, rolled back or split, persisters that believe to own what another
 * owns, lost Pub/Sub messages.
 */
final class PathModel {

    /** The rules of the path; all but the first are mistakes that the search must find. */
    enum Rules {
        SOUND,
        /** After a takeover, numbers go on from what Redis holds. */
        NUMBERS_FROM_REDIS,
        /** Rows and progress are written without comparing the progress first. */
        NO_COMPARE_AND_SET,
        /** A message is shown when it is sent, before the log has it. */
        PUSH_BEFORE_ACK
    }

    private static final int MAX_APPENDS_EACH = 2;
    private static final int NOTHING_HELD = -1;

    private final Rules rules;
    private final String messages;

    /**
     * @param messages a letter for each
     */
    PathModel(Rules rules, String messages) {
        this.rules = rules;
        this.messages = messages;
    }

    List<PathState> successors(PathState state) {
        var next = new ArrayList<PathState>();
        for (var letter : messages.split("", 0)) {
            send(state, letter, next);
        }
        for (var index = 0; index < 2; index++) {
            sequence(state, index, next);
            persist(state, index, next);
            next.add(state.withMaster(index, Stream.EMPTY));
        }
        next.add(state.withMaster(1, state.masters().get(0)));
        next.add(state.withView(state.view(), 1 - state.viewLink()));
        next.add(state.withView(polled(state), state.viewLink()));
        return next;
    }

    private void send(PathState state, String letter, List<PathState> next) {
        if (state.log().chars().filter(at -> at == letter.charAt(0)).count() < MAX_APPENDS_EACH) {
            next.add(state.withLog(state.log() + letter));
        }
        if (state.log().contains(letter) && !state.receipted().contains(letter)) {
            next.add(state.withReceipted(state.receipted() + letter));
        }
        if (rules == Rules.PUSH_BEFORE_ACK && !state.view().contains(letter)) {
            next.add(state.withView(state.view() + letter, state.viewLink()));
        }
    }

    private void sequence(PathState state, int index, List<PathState> next) {
        var sequencer = state.sequencers().get(index);
        if (!sequencer.pending().isEmpty()) {
            feed(state, index, next);
        } else if (sequencer.next() < state.log().length()) {
            next.add(walk(state, index));
        }
        next.add(takeover(state, index));
        next.add(
                state.withSequencer(
                        index,
                        new Sequencer(
                                sequencer.next(),
                                sequencer.last(),
                                1 - sequencer.link(),
                                sequencer.pending())));
    }

    private static PathState walk(PathState state, int index) {
        var own = state.sequencers().get(index);
        var letter = state.log().substring(own.next(), own.next() + 1);
        var isRepeat = state.log().indexOf(letter) < own.next();
        return state.withSequencer(
                index,
                isRepeat
                        ? new Sequencer(own.next() + 1, own.last(), own.link(), "")
                        : new Sequencer(own.next() + 1, own.last() + 1, own.link(), letter));
    }

    /** Dies, or is thought dead; its successor begins where message-service stands. */
    private PathState takeover(PathState state, int index) {
        var link = state.sequencers().get(index).link();
        var last =
                rules == Rules.NUMBERS_FROM_REDIS
                        ? state.masters().get(link).top()
                        : state.rows().length();
        return state.withSequencer(index, new Sequencer(state.progress(), last, link, ""));
    }

    /** The script: skip, append and publish, or fill the hole, or begin anew. */
    private void feed(PathState state, int index, List<PathState> next) {
        var own = state.sequencers().get(index);
        var stream = state.masters().get(own.link());
        var fed = state.withSequencer(index, new Sequencer(own.next(), own.last(), own.link(), ""));
        if (stream.letters().isEmpty() || own.last() == stream.top() + 1) {
            publish(fed, own, stream.plus(own.last(), own.pending()), next);
        } else if (own.last() <= stream.top()) {
            next.add(fed);
        } else {
            var known = PathState.sequenced(state.log());
            var hole = known.substring(stream.top(), Math.min(own.last() - 1, known.length()));
            publish(
                    fed,
                    own,
                    new Stream(stream.first(), stream.letters() + hole + own.pending()),
                    next);
            publish(fed, own, Stream.EMPTY.plus(own.last(), own.pending()), next);
        }
    }

    /** At most once: the subscriber hears it, or it is lost on the way. */
    private static void publish(
            PathState state, Sequencer from, Stream stream, List<PathState> next) {
        var appended = state.withMaster(from.link(), stream);
        next.add(appended);
        if (state.viewLink() == from.link()) {
            next.add(appended.withView(heard(appended, from), state.viewLink()));
        }
    }

    private static String heard(PathState state, Sequencer from) {
        var view = state.view();
        if (from.last() == view.length() + 1) {
            return view + from.pending();
        }
        return from.last() <= view.length() ? view : polled(state);
    }

    /** What follows on the view in the stream, else in history. */
    private static String polled(PathState state) {
        var view = state.view();
        var streamed = state.masters().get(state.viewLink()).from(view.length() + 1);
        if (!streamed.isEmpty()) {
            return view + streamed;
        }
        return state.rows().length() > view.length()
                ? view + state.rows().substring(view.length())
                : view;
    }

    /** Reads progress, then writes: in between anything may happen, also another's write. */
    private void persist(PathState state, int index, List<PathState> next) {
        var held = state.persisters().get(index);
        if (held == NOTHING_HELD) {
            if (state.progress() < state.log().length()) {
                next.add(state.withPersister(index, state.progress()));
            }
            return;
        }
        var given = state.withPersister(index, NOTHING_HELD);
        next.add(given);
        if (held == state.progress()) {
            next.add(stored(given, held));
        } else if (rules == Rules.NO_COMPARE_AND_SET) {
            next.add(stored(given, held));
        }
    }

    private static PathState stored(PathState state, int offset) {
        var letter = state.log().substring(offset, offset + 1);
        var isRepeat = state.log().indexOf(letter) < offset;
        return state.withRows(isRepeat ? state.rows() : state.rows() + letter, offset + 1);
    }
}
