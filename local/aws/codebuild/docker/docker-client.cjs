// What a build calls as `docker`: hands its arguments to the daemon of the build, as Docker's own client does.
const { request } = require("node:http");
const { readFileSync } = require("node:fs");

const args = process.argv.slice(2);
const daemon = process.env.DOCKER_HOST;
const readsInput = args.includes("--password-stdin") || (args[0] !== "run" && args.includes("-"));

/** @param {string} message */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** @param {string} answer */
function tell(answer) {
  const { exitStatus, stdout, stderr } = JSON.parse(answer);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitStatus;
}

if (daemon === undefined) {
  fail("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?");
} else {
  const input = readsInput ? readFileSync(0, "utf8") : "";
  const environment = args.includes("run") ? process.env : {};
  const body = JSON.stringify({ args, folder: process.cwd(), input, environment });
  const url = daemon.replace(/^tcp:/, "http:");
  request(url, { method: "POST" }, (response) => {
    let answer = "";
    response.setEncoding("utf8");
    response.on("data", (text) => {
      answer += text;
    });
    response.on("end", () => tell(answer));
  })
    .on("error", (error) => fail(`Cannot connect to the Docker daemon at ${daemon}: ${error.message}`))
    .end(body);
}
