"""`bouncekit demo`: a backscatter storm on loopback, for a server that bounces later and for one that is guarded."""
