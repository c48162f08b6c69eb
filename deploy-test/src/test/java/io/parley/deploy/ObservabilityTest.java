package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        assertThat(Metrics.unknown("parley_send_open{outcome=\"unknown\"}"))
                .containsExactly("parley_send_open{outcome}");
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

    @Test
    void everyAlertIsOfAMetricThatExists() {
        assertThat(alerts())
                .isNotEmpty()
                .allSatisfy(
                        alert -> {
                            assertThat(Metrics.unknown(alert.path("expr").asString(""))).isEmpty();
                            assertThat(alert.at("/annotations/summary").asString("")).isNotBlank();
                            assertThat(alert.at("/labels/severity").asString(""))
                                    .isIn("page", "warn");
                        });
    }

    /** Who is woken finds the remedy, and nothing that has a remedy goes unseen. */
    @Test
    void alertsAndTheRunbookAreTheSame() {
        var sections =
                Pattern.compile("(?m)^#### `(parley_[^`]+)`")
                        .matcher(Repository.text("docs/runbook.md"))
                        .results()
                        .map(found -> found.group(1))
                        .toList();

        assertThat(alerts().map(alert -> alert.at("/annotations/runbook").asString("")))
                .containsExactlyInAnyOrderElementsOf(sections);
        assertThat(Repository.text("observability/prometheus.yml"))
                .contains("rule_files: [alerts.yml]");
    }

    private static Stream<JsonNode> alerts() {
        return YamlFile.documents(Repository.text("observability/alerts.yml"))
                .getFirst()
                .at("/groups/0/rules")
                .valueStream();
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
