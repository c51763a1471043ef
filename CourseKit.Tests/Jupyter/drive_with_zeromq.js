// Starts and drives the installed kernel as VS Code's Jupyter extension does: zeromq from npm, one identity on shell, control and
// stdin, kernel_info on shell and control every 500 ms until a reply and an iopub message have come.
// Usage: node drive_with_zeromq.js KERNEL.JSON   (with NODE_PATH naming the folder that has zeromq in it)
const { spawn } = require("child_process");
const crypto = require("crypto");
const fs = require("fs");
const net = require("net");
const os = require("os");
const path = require("path");
const zmq = require("zeromq");

const LIMIT = 120_000;
const spec = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const session = crypto.randomUUID();
const key = crypto.randomUUID();
const hmac = (parts) => parts.reduce((hash, part) => hash.update(part), crypto.createHmac("sha256", key)).digest("hex");

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function pack(type, content, parent = {}) {
  const header = { msg_id: crypto.randomUUID(), session, username: "vscode", date: new Date().toISOString(), msg_type: type, version: "5.2" };
  const parts = [header, parent, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
  return { header, frames: ["<IDS|MSG>", hmac(parts), ...parts] };
}

function unpack(frames) {
  const at = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
  const parts = frames.slice(at + 2, at + 6);
  if (frames[at + 1].toString() !== hmac(parts)) throw new Error("bad signature from the kernel");
  const [header, parent, metadata, content] = parts.map((part) => JSON.parse(part.toString()));
  return { header, parent, metadata, content };
}

async function main() {
  const [shell_port, control_port, stdin_port, iopub_port, hb_port] = await Promise.all([0, 1, 2, 3, 4].map(freePort));
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "coursekit-")), "kernel.json");
  const connection = { transport: "tcp", ip: "127.0.0.1", key, signature_scheme: "hmac-sha256", shell_port, control_port, stdin_port, iopub_port, hb_port };
  fs.writeFileSync(file, JSON.stringify(connection));
  const argv = spec.argv.map((argument) => argument.replace("{connection_file}", file));
  const kernel = spawn(argv[0], argv.slice(1), { stdio: "inherit" });
  const ended = new Promise((resolve) => kernel.on("exit", resolve));

  const options = { routingId: session, linger: 0 };
  const shell = new zmq.Dealer(options), control = new zmq.Dealer(options), stdin = new zmq.Dealer(options), iopub = new zmq.Subscriber();
  shell.connect(`tcp://127.0.0.1:${shell_port}`);
  control.connect(`tcp://127.0.0.1:${control_port}`);
  stdin.connect(`tcp://127.0.0.1:${stdin_port}`);
  iopub.connect(`tcp://127.0.0.1:${iopub_port}`);
  iopub.subscribe();

  const replies = new Map(), published = [];
  let onInput = () => {};
  const listen = async (socket, take) => { for await (const frames of socket) take(unpack(frames)); };
  const takeReply = (message) => replies.set(message.parent.msg_id, message);
  [listen(shell, takeReply), listen(control, takeReply), listen(stdin, (m) => onInput(m)), listen(iopub, (m) => published.push(m))]
    .forEach((loop) => loop.catch(() => {}));

  const until = async (what, ready) => {
    for (const start = Date.now(); !ready(); await new Promise((resolve) => setTimeout(resolve, 5)))
      if (Date.now() - start > LIMIT) throw new Error(`no ${what}`);
  };
  const send = async (socket, type, content) => {
    const { header, frames } = pack(type, content);
    await socket.send(frames);
    return header.msg_id;
  };
  const of = (id) => published.filter((message) => message.parent.msg_id === id);
  const idle = (id) => of(id).some((message) => message.content.execution_state === "idle");
  const ask = async (socket, type, content) => {
    const id = await send(socket, type, content);
    await until(`reply to ${type}`, () => replies.has(id) && idle(id));
    return { reply: replies.get(id).content, messages: of(id) };
  };
  const check = (condition, name, found) => {
    if (!condition) throw new Error(`${name}: ${JSON.stringify(found)}`);
    console.log("ok", name);
  };
  const execute = (code) => ask(shell, "execute_request", { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: true, stop_on_error: true });
  const result = ({ messages }) => messages.filter((m) => m.header.msg_type === "execute_result").map((m) => m.content.data["text/plain"]).join();

  const infos = [];
  const started = Date.now();
  while (!(infos.some((id) => replies.has(id)) && published.length > 0)) {
    if (Date.now() - started > LIMIT) throw new Error("the kernel does not start");
    infos.push(await send(shell, "kernel_info_request", {}), await send(control, "kernel_info_request", {}));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await until("all kernel_info replies", () => infos.every((id) => replies.has(id)));
  check(infos.every((id) => replies.get(id).content.status === "ok"), "kernel_info on shell and control", infos.length);

  check(result(await execute("6 * 7")) === "42", "execute");
  onInput = (message) => stdin.send(pack("input_reply", { status: "ok", value: "typed" }, message.header).frames);
  check(result(await execute("Console.ReadLine()")) === "typed", "stdin");

  let completion;
  for (let tries = 0; tries < 10 && !completion?.reply.matches.length; tries++) // On a busy machine the first answers may come too late to be of use.
    completion = await ask(shell, "complete_request", { code: "/* 🎓 */ Console.Wri", cursor_pos: 20 });
  check(completion.reply.matches.includes("WriteLine") && completion.reply.cursor_start === 17, "complete in UTF-16 units", completion.reply);
  check(completion.reply.metadata._jupyter_types_experimental.every((item) => item.type && item.start === 17), "types for icons", completion.reply.metadata);

  const looping = await send(shell, "execute_request", { code: 'Console.WriteLine("on"); while (true) { }', silent: false, store_history: true });
  await until("output of the loop", () => of(looping).some((message) => message.header.msg_type === "stream"));
  const interrupted = await ask(control, "interrupt_request", {});
  await until("end of the loop", () => replies.has(looping));
  check(interrupted.reply.status === "ok" && replies.get(looping).content.status === "error", "interrupt on control", replies.get(looping).content);

  // A client that loses its connection comes back with the identity that it had.
  const again = new zmq.Dealer(options);
  shell.close();
  again.connect(`tcp://127.0.0.1:${shell_port}`);
  listen(again, takeReply).catch(() => {});
  const back = await ask(again, "kernel_info_request", {});
  check(back.reply.status === "ok", "reconnect with the same identity", back.reply);

  const { reply } = await ask(control, "shutdown_request", { restart: false });
  check(reply.status === "ok", "shutdown", reply);
  check((await ended) === 0, "exit code 0");
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
