"""Has Sisimai (Debian's libsisimai-perl) read our reports: it must find the recipients that we reported.

usage: PYTHONPATH=tests python -m live.read_with_sisimai
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bouncekit.vocabulary import Action
from live.reports import reports

PROGRAM = """
use Sisimai;
for my $path (@ARGV) {
  print Sisimai->dump($path) // '[]', "\\n";
}
"""


def main() -> None:
    """Compare recipient, status and kind of every failure and delay in 7-bit and in 8-bit form."""
    wrong, compared = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for eight_bit in (False, True):
            for name, (report, dsn) in reports("ann@sender.example", smtputf8=False, eight_bit=eight_bit).items():
                path = Path(folder) / f"{name}-{eight_bit}.eml"
                path.write_bytes(dsn.content.replace(b"\r\n", b"\n"))
                done = subprocess.run(["perl", "-e", PROGRAM, str(path)], capture_output=True, check=True)
                read = {(r["recipient"], r["deliverystatus"]) for r in json.loads(done.stdout or b"[]")}
                told = {
                    (r.final, str(r.status)) for r in report.recipients if r.action in (Action.FAILED, Action.DELAYED)
                }
                if any(not final.isascii() for final, _ in told):
                    continue  # it knows no address of type utf-8
                compared += 1
                if read != told:
                    wrong.append(f"{name}: told {sorted(told)}, read {sorted(read)}")
    sys.stdout.write(f"Sisimai read {compared} reports; {len(wrong)} differently\n")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
