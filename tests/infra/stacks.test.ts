// One file, so that CDK is loaded and each stage synthesized and bundled once: the guarantees are in the suites.
import "./reach.suite";
import "./settings.suite";
import "./stages.suite";
import "./templates.suite";
