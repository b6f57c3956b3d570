package dev.parley.bench.workload;

import dev.parley.bench.load.Tally;
import dev.parley.bench.load.Window;
import dev.parley.bench.scene.CpuTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One side of a comparison that carries messages at a given rate.
interface Driven extends Contender {
    /// Between [#begin] and [#end].
    Drive drive(Window window);

    /// What came of a drive.
    ///
    /// @param figures latencies, by name
    /// @param cpu of all processes of this side while it was measured
    /// @param generatorCpuSeconds of who sent and received
    /// @param abandoned the rate was not kept
    record Drive(
            Window window,
            Tally.Count count,
            Map<String, Double> figures,
            CpuTime cpu,
            double generatorCpuSeconds,
            boolean abandoned) {

        double p99Ms() {
            return figures.getOrDefault("deliveryP99Ms", Double.NaN);
        }

        double cpuMsPerMessage() {
            return cpu.total() * 1_000 / (window.messages() - window.warmUpMessages());
        }

        /// With what it cost.
        Map<String, Double> all() {
            Map<String, Double> all = new LinkedHashMap<>(figures);
            all.put("messages", (double) count.sent());
            all.put("cpuSeconds", cpu.total());
            new TreeMap<>(cpu.seconds()).forEach((process, seconds) -> all.put("cpuSeconds." + process, seconds));
            all.put("generatorCpuSeconds", generatorCpuSeconds);
            return all;
        }

        /// A sentence for each thing that must not be.
        ///
        /// @param side whose it is
        List<String> wrong(String side) {
            List<String> wrong = new ArrayList<>();
            if (!count.isRight()) {
                wrong.add(side + " at " + window.perSecond() + "/s: of " + count.sent() + " messages "
                        + count.lost() + " deliveries lost, " + count.doubled() + " doubled, " + count.strange()
                        + " of no message");
            }
            return wrong;
        }

        /// Nor that at a rate which is not to be the limit.
        List<String> wrongAtEase(String side) {
            List<String> wrong = wrong(side);
            if (count.refused() > 0) {
                wrong.add(side + " at " + window.perSecond() + "/s refused " + count.refusals());
            }
            if (abandoned) {
                wrong.add(side + " did not keep " + window.perSecond() + "/s");
            }
            return wrong;
        }
    }
}
