"""Writes into each of the files with Usher, and reads the result with another parser than Usher's."""

import configparser
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import tomllib

import dotenv
import hcl2
import jproperties
import ruamel.yaml
import yaml

from files import CLIENT, FILES, ISSUER, SECRET

USHER = os.environ["USHER_BIN"]


def ini(path):
    parser = configparser.RawConfigParser(strict=True)
    parser.optionxform = str
    parser.read_string("[top]\n" + path.read_text())
    return {section: dict(parser[section]) for section in parser.sections()}


def both_yaml(path):
    """YAML 1.1 and 1.2 must say the same."""
    old = list(yaml.safe_load_all(path.read_text()))
    new = list(ruamel.yaml.YAML(typ="safe", pure=True).load_all(path.read_text()))
    assert json.dumps(old, default=str) == json.dumps(new, default=str), "YAML 1.1 and 1.2 differ"
    return old[0] if len(old) == 1 else old


def compose(path):
    """As Compose puts it together, with anchors, lists of variables and other files."""
    with tempfile.TemporaryDirectory() as folder:
        # It only wants to know that an engine would be there.
        engine = pathlib.Path(folder, "podman")
        engine.write_text("#!/bin/sh\necho podman version 4.9.0\n")
        engine.chmod(0o755)
        environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
        told = ["podman-compose", "-f", path, "config"]
        done = subprocess.run(told, capture_output=True, text=True, cwd=path.parent, env=environment)
    assert done.returncode == 0, done.stderr
    found = yaml.safe_load(done.stdout)
    for service in found["services"].values():
        variables = service.get("environment") or {}
        if isinstance(variables, list):
            variables = dict(one.split("=", 1) for one in variables)
        service["environment"] = variables
    return found


def env(path):
    return dict(dotenv.dotenv_values(path, interpolate=False))


def shell_env(path):
    text = subprocess.run(["env", "-i", "sh", "-ac", f". {path}; env"], capture_output=True, text=True, check=True).stdout
    return dict(line.split("=", 1) for line in text.splitlines() if not line.startswith(("PWD=", "_=", "SHLVL=")))


def properties(path):
    found = jproperties.Properties()
    found.load(path.read_bytes(), "utf-8")
    return {key: one.data for key, one in found.items()}


def python(path):
    class Recorder:
        """What `c` is in JupyterHub: every name leads to another one."""

        def __getattr__(self, name):
            made = Recorder()
            object.__setattr__(self, name, made)
            return made

        def plain(self):
            return {name: one.plain() if isinstance(one, Recorder) else one for name, one in vars(self).items()}

    names = {"c": Recorder()}
    exec(compile(path.read_text(), path, "exec"), names)
    names["c"] = names["c"].plain()
    plain = (str, int, bool, list, dict, tuple, type(None))
    return {name: one for name, one in names.items() if isinstance(one, plain) and not name.startswith("__")}


def ruby(path):
    program = """
      require 'json'
      $all = Hash.new { |all, name| all[name] = {} }
      def method_missing(name, *given)
        return $all[name] if given.empty?
        $all[name] = given.first
      end
      def respond_to_missing?(*) = true
      eval(File.read(ARGV[0]))
      puts JSON.generate($all.select { |_, one| one.is_a?(Hash) || one.is_a?(String) })
    """
    return json.loads(subprocess.run(["ruby", "-e", program, path], capture_output=True, text=True, check=True).stdout)


def shell(path):
    """Runs the script with programs that only tell how they were called."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("vault", "bao", "pveum", "php"):
            told = pathlib.Path(folder, name)
            told.write_text(
                "#!/bin/sh\nfor one; do printf '%s\\036' \"$one\" >>\"$TOLD\"; done\n"
                "[ -t 0 ] || { printf '<'; cat; } >>\"$TOLD\"\nprintf '\\035' >>\"$TOLD\"\n"
            )
            told.chmod(0o755)
        log = pathlib.Path(folder, "log")
        log.touch()
        environment = {"PATH": f"{folder}:/usr/bin:/bin", "TOLD": str(log)}
        subprocess.run(["sh", path], env=environment, stdin=subprocess.DEVNULL, check=True, capture_output=True)
        calls = [call.split("\036") for call in log.read_text().split("\035") if call]
        return {f"call {at}": sorted(words) for at, words in enumerate(calls)}


def apache(path):
    """Apache itself must accept the file; what it says is read line by line."""
    modules = pathlib.Path("/etc/apache2/mods-available")
    base = path.parent / "httpd.conf"
    loads = ["mpm_event", "authz_core", "authz_user", "authn_core", "auth_openidc", "dir", "rewrite"]
    base.write_text(
        "ServerRoot /etc/apache2\nServerName localhost\nErrorLog /dev/stderr\nListen 127.0.0.1:8999\n"
        f"PidFile {path.parent}/pid\nDefaultRuntimeDir {path.parent}\n"
        + "".join(f"Include {modules}/{name}.load\n" for name in loads)
        + f"Include {path}\n"
    )
    done = subprocess.run(["apache2", "-t", "-f", base], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found, around = {}, []
    for line in path.read_text().splitlines():
        line = line.strip()
        if line.startswith("</"):
            around.pop()
        elif line.startswith("<"):
            around.append(line)
        elif line and not line.startswith("#"):
            name, value = line.split(None, 1)
            found[" ".join([*around, name])] = value.strip('"')
    return found


READERS = {
    "ini": ini,
    "yaml": both_yaml,
    "compose": compose,
    "env": env,
    "shell_env": shell_env,
    "properties": properties,
    "python": python,
    "ruby": ruby,
    "shell": shell,
    "apache": apache,
    "json": lambda path: json.loads(path.read_text()),
    "toml": lambda path: tomllib.loads(path.read_text()),
    "hcl": lambda path: hcl2.load(io.StringIO(path.read_text())),
}


def flat(found, before=()):
    """Each value by the way to it."""
    rows = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, (list, tuple)) else None
    if rows is None:
        return {"/".join(map(str, before)): found}
    return {way: value for key, one in rows for way, value in flat(one, (*before, key)).items()}


def run(folder, *words):
    home = {"HOME": str(folder / "home"), "PATH": os.environ["PATH"]}
    return subprocess.run([USHER, *map(str, words)], env=home, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def judge(one, folder):
    path = folder / one["name"]
    path.write_text(one["text"])
    (folder / "secret").write_text(SECRET)
    (folder / "secret").chmod(0o600)
    read = READERS[one["reader"]]
    before, bytes_before = flat(read(path)), path.read_bytes()
    answers = [word for key, value in one["set"].items() for word in ("--set", f"{key}={value}")]
    values = ["--issuer", ISSUER, "--client-id", CLIENT, "--client-secret-file", folder / "secret"]
    told = ["setup", one["app"], "--as", one["as"], "--to", path, *answers, *values, "--no-login", "--yes", "--unproven"]
    written = run(folder, *told)
    assert path.read_bytes() != bytes_before, written.stderr[-1500:]
    after = flat(read(path))
    wanted = {key: value.replace("@ISSUER@", ISSUER).replace("@CLIENT@", CLIENT).replace("@SECRET@", SECRET) if isinstance(value, str) else value for key, value in one["read"].items()}
    wrong = {key: after.get(key) for key, value in wanted.items() if after.get(key) != value}
    assert not wrong, f"reads otherwise: {wrong}"
    may = [*wanted, *one.get("may", [])]
    other = {key: (before.get(key), after.get(key)) for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    other = {key: both for key, both in other.items() if not any(key.startswith(way) for way in may)}
    assert not other, f"changed as well: {other}"
    once = path.read_bytes()
    run(folder, *told)
    assert path.read_bytes() == once, "writing once more changes the file"
    undone = run(folder, "write", one["app"], "--undo", "--yes")
    assert path.read_bytes() == bytes_before, f"undoing leaves another file: {undone.stderr[-500:]}"


def main():
    chosen = [one for one in FILES if not sys.argv[1:] or any(word in one["name"] for word in sys.argv[1:])]
    failed = 0
    for one in chosen:
        with tempfile.TemporaryDirectory() as folder:
            try:
                judge(one, pathlib.Path(folder))
                print(f"right  {one['app']}/{one['as']}: {one['name']}")
            except (AssertionError, subprocess.CalledProcessError) as why:
                failed += 1
                print(f"WRONG  {one['app']}/{one['as']}: {one['name']}: {why}")
    print(f"{len(chosen) - failed} of {len(chosen)} right")
    sys.exit(failed > 0)


main()
