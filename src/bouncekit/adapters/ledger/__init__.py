"""Back ends of the ledger of sent mail (`bouncekit.origin.Ledger`): SQLite, Redis or Valkey, PostgreSQL.

All keep the same thing, a 64-bit number and its day, by weeks that are dropped whole when they are over; all raise
AdapterError, in bounded time, when they cannot answer, of which `origin.consult` makes UNAVAILABLE.
"""

__all__: list[str] = []
