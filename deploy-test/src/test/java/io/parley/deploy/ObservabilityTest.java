package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ObservabilityTest {

    private static final Pattern OF_THE_JVM =
            Pattern.compile("process_cpu_usage|jvm_memory_usage_after_gc");

    @Test
    void everyPanelShowsMetricsThatServicesHave() {
        var board =
                JsonMapper.shared().readTree(Repository.text("observability/grafana/parley.json"));

        assertThat(board.path("panels").valueStream()).isNotEmpty();
        board.path("panels")
                .forEach(
                        panel -> {
                            assertThat(panel.path("title").asString("")).isNotBlank();
                            assertThat(panel.path("targets").valueStream())
                                    .isNotEmpty()
                                    .allSatisfy(ObservabilityTest::isOfAMetricThatExists);
                        });
    }

    private static void isOfAMetricThatExists(JsonNode target) {
        var expression = target.path("expr").asString("");

        assertThat(Metrics.unknown(expression)).isEmpty();
        assertThat(expression.contains("parley_") || OF_THE_JVM.matcher(expression).find())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/runbook.md", "docs/architecture.md"})
    void documentsNameMetricsThatServicesHave(String document) {
        assertThat(Metrics.unknown(Repository.text(document))).isEmpty();
    }

    @Test
    void aMisspeltMetricIsFound() {
        assertThat(Metrics.unknown("sum(rate(parley_sends_total[1m])) + parley_sequencer_lags"))
                .containsExactly("parley_sends_total", "parley_sequencer_lags");
        assertThat(
                        Metrics.unknown(
                                "parley_send_seconds_bucket{} parley_sequencer_lag parley_send_open"))
                .isEmpty();
    }

    @Test
    void everyServiceIsAskedWhereItAnswers() {
        var jobs =
                YamlFile.documents(Repository.text("observability/prometheus.yml"))
                        .getFirst()
                        .path("scrape_configs");

        assertThat(jobs.findValuesAsString("job_name"))
                .containsExactlyElementsOf(Repository.SERVICES);
        jobs.forEach(
                job -> {
                    var name = job.path("job_name").asString("");
                    var address = job.at("/dns_sd_configs/0");
                    assertThat(address.at("/names/0").asString("")).isEqualTo(name);
                    assertThat(address.path("port").asInt()).isEqualTo(Pods.managementPort(name));
                    assertThat(job.path("metrics_path").asString(""))
                            .isEqualTo("/actuator/prometheus");
                });
    }

    /** The board names its source by the id that the source is given. */
    @Test
    void theBoardFindsItsSource() {
        var source =
                YamlFile.documents(Repository.text("observability/grafana/datasource.yml"))
                        .getFirst()
                        .at("/datasources/0/uid")
                        .asString("");
        var board =
                JsonMapper.shared().readTree(Repository.text("observability/grafana/parley.json"));

        assertThat(board.findValues("datasource"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.path("uid").asString("")).isEqualTo(source));
    }
}
