package io.parley.chaos.client;

import io.parley.chaos.client.TraceEvent.Connected;
import io.parley.chaos.client.TraceEvent.Counted;
import io.parley.chaos.client.TraceEvent.Disconnected;
import io.parley.chaos.client.TraceEvent.Folded;
import io.parley.chaos.client.TraceEvent.Invoked;
import io.parley.chaos.client.TraceEvent.Marked;
import io.parley.chaos.client.TraceEvent.Notice;
import io.parley.chaos.client.TraceEvent.Pushed;
import io.parley.chaos.client.TraceEvent.Read;
import io.parley.chaos.client.TraceEvent.Receipted;
import io.parley.chaos.client.TraceEvent.Rejected;
import io.parley.chaos.client.TraceEvent.Repeated;
import io.parley.chaos.client.TraceEvent.Skipped;
import io.parley.chaos.client.TraceEvent.Sought;
import io.parley.chaos.client.TraceEvent.Source;
import io.parley.chaos.client.TraceEvent.Subscribed;
import io.parley.chaos.client.TraceEvent.SubscriptionEnded;
import io.parley.chaos.client.TraceEvent.Unknown;

/** The form of trace events as lines: a letter, then what the event holds, in its order. */
public final class TraceFile {

    private TraceFile() {}

    /** The line of an event. */
    public static String format(TraceEvent event) {
        return switch (event) {
            case Connected e -> line('C', e.nanos());
            case Disconnected e -> line('D', e.nanos(), e.code());
            case Invoked e -> line('I', e.nanos(), e.room(), e.n());
            case Repeated e -> line('A', e.nanos(), e.room(), e.n());
            case Receipted e -> line('R', e.nanos(), e.room(), e.n());
            case Rejected e -> line('X', e.nanos(), e.room(), e.n(), e.code());
            case Unknown e -> line('U', e.nanos(), e.room(), e.n());
            case Subscribed e -> line('S', e.nanos(), e.room(), e.after());
            case Skipped e -> line('K', e.nanos(), e.room(), e.head());
            case SubscriptionEnded e -> line('E', e.nanos(), e.room(), e.code());
            case Pushed e ->
                    line(
                            'P',
                            e.nanos(),
                            e.room(),
                            e.seq(),
                            e.id(),
                            e.at(),
                            e.delay(),
                            e.replayed(),
                            e.content());
            case Folded e -> line('F', e.nanos(), e.room(), e.seq(), e.cursor(), e.state());
            case Sought e ->
                    line(
                            'G',
                            e.nanos(),
                            e.room(),
                            e.n(),
                            e.seq(),
                            e.source(),
                            e.complete(),
                            e.words());
            case Notice e -> line('N', e.nanos(), e.type());
            case Marked e -> line('M', e.nanos(), e.room(), e.person(), e.seq(), e.isBack());
            case Counted e ->
                    line(
                            'W',
                            e.nanos(),
                            e.room(),
                            e.person(),
                            e.isAdmin(),
                            e.readSeq(),
                            e.unread(),
                            e.mentions(),
                            e.head());
            case Read e ->
                    line(
                            'H',
                            e.nanos(),
                            e.room(),
                            e.n(),
                            e.after(),
                            e.count(),
                            e.hash(),
                            e.found(),
                            e.complete(),
                            e.full(),
                            e.status());
        };
    }

    private static String line(char letter, Object... fields) {
        var line = new StringBuilder().append(letter);
        for (var field : fields) {
            line.append(' ').append(field);
        }
        return line.toString();
    }

    /** The event of a line. */
    public static TraceEvent parse(String line) {
        var f = line.split(" ", -1);
        long nanos = Long.parseLong(f[1]);
        return switch (line.charAt(0)) {
            case 'C' -> new Connected(nanos);
            case 'D' -> new Disconnected(nanos, Integer.parseInt(f[2]));
            case 'I' -> new Invoked(nanos, f[2], number(f[3]));
            case 'A' -> new Repeated(nanos, f[2], number(f[3]));
            case 'R' -> new Receipted(nanos, f[2], number(f[3]));
            case 'X' -> new Rejected(nanos, f[2], number(f[3]), f[4]);
            case 'U' -> new Unknown(nanos, f[2], number(f[3]));
            case 'S' -> new Subscribed(nanos, f[2], number(f[3]));
            case 'K' -> new Skipped(nanos, f[2], number(f[3]));
            case 'E' -> new SubscriptionEnded(nanos, f[2], f[3]);
            case 'N' -> new Notice(nanos, f[2]);
            case 'P' -> pushed(nanos, f);
            case 'F' -> new Folded(nanos, f[2], number(f[3]), number(f[4]), f[5]);
            case 'G' ->
                    new Sought(
                            nanos,
                            f[2],
                            number(f[3]),
                            number(f[4]),
                            Source.valueOf(f[5]),
                            Boolean.parseBoolean(f[6]),
                            f[7]);
            case 'H' -> read(nanos, f);
            case 'M' -> new Marked(nanos, f[2], f[3], number(f[4]), Boolean.parseBoolean(f[5]));
            case 'W' -> counted(nanos, f);
            default -> throw new IllegalArgumentException("no trace event: " + line);
        };
    }

    private static Pushed pushed(long nanos, String[] f) {
        return new Pushed(
                nanos,
                f[2],
                number(f[3]),
                f[4],
                number(f[5]),
                number(f[6]),
                Boolean.parseBoolean(f[7]),
                number(f[8]));
    }

    private static Read read(long nanos, String[] f) {
        return new Read(
                nanos,
                f[2],
                number(f[3]),
                number(f[4]),
                Integer.parseInt(f[5]),
                number(f[6]),
                Boolean.parseBoolean(f[7]),
                Boolean.parseBoolean(f[8]),
                Boolean.parseBoolean(f[9]),
                Integer.parseInt(f[10]));
    }

    private static Counted counted(long nanos, String[] f) {
        return new Counted(
                nanos,
                f[2],
                f[3],
                Boolean.parseBoolean(f[4]),
                number(f[5]),
                number(f[6]),
                number(f[7]),
                number(f[8]));
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }
}
