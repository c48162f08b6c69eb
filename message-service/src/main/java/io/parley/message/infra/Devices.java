package io.parley.message.infra;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.log.RedisKeys;
import io.parley.model.read.DeviceSignal;
import io.parley.model.wire.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells a person's devices something that they would also find by asking. */
@Component
public class Devices {

    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

    private final RedisLink link;

    Devices(RedisLink link) {
        this.link = link;
    }

    /** Those that are there hear it, where Redis answers. */
    public void tell(UserId person, DeviceSignal signal) {
        publish(RedisKeys.devices(person), signal);
    }

    /** The same for whoever looks at a room at the moment. */
    public void tellWhoLooksAt(RoomId room, Object signal) {
        publish(RedisKeys.live(room), signal);
    }

    private void publish(String channel, Object signal) {
        link.connection()
                .ifPresent(
                        open -> {
                            var json = Json.MAPPER.writeValueAsString(signal);
                            var _ =
                                    open.publish(channel, json)
                                            .whenComplete((_, outage) -> unheard(outage));
                        });
    }

    private static void unheard(@Nullable Throwable outage) {
        if (outage != null) {
            LOG.atDebug().addKeyValue("outage", outage.getClass().getSimpleName()).log("not told");
        }
    }
}
