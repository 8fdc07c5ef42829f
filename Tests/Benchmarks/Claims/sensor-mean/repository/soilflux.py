#!/usr/bin/env python3
# soilflux - chamber measurements to one flux per plot and a site mean
#
# usage: soilflux.py readings.csv
# columns: plot, t (s), co2 (ppm), flag
# flag: 0 good, 1 wind, 2 chamber lid, 3 battery

import sys

VOL = 0.0143      # m3, chamber
AREA = 0.0650     # m2
P = 101325.0
R = 8.314
T0 = 273.15


def load(name):
	data = {}
	fh = open(name)
	for line in fh:
		if line.startswith('#') or not line.strip():
			continue
		c = line.strip().split(',')
		data.setdefault(c[0], []).append((float(c[1]), float(c[2]), int(c[3])))
	fh.close()
	return data


def fluxes(data, temp=12.0):
	res = {}
	for plot in sorted(data):
		rows = data[plot]

		# --- keep the good ones --------------------------------------
		t = []
		c = []
		for r in rows:
			if r[2] == 0:
				t.append(r[0])
				c.append(r[1])

		# --- regression ----------------------------------------------
		n = len(t)
		mt = sum(t) / n
		mc = sum(c) / n
		sxy = 0.0
		sxx = 0.0
		for i in range(n):
			sxy += (t[i] - mt) * (c[i] - mc)
			sxx += (t[i] - mt) ** 2
		slope = sxy / sxx

		# --- r squared -----------------------------------------------
		ss = 0.0
		tot = 0.0
		for i in range(n):
			f = mc + slope * (t[i] - mt)
			ss += (c[i] - f) ** 2
			tot += (c[i] - mc) ** 2
		r2 = 1 - ss / tot if tot > 0 else 0.0

		# --- umol / m2 / s -------------------------------------------
		mol = P * VOL / (R * (T0 + temp))
		flux = slope * mol / AREA
		res[plot] = {'flux': flux, 'n': n, 'r2': r2}
	return res


def site_mean(res):
	s = 0.0
	for plot in res:
		s += res[plot]['flux']
	return s / len(res)


def annual(res, gaps=0):
	"""g C / m2 / year, the number which goes to the ministry"""
	return site_mean(res) * 12.011e-6 * 3600 * 24 * (365 - gaps)


def table(res):
	out = []
	for plot in sorted(res):
		r = res[plot]
		out.append('%-6s %8.3f %3d %5.2f' % (plot, r['flux'], r['n'], r['r2']))
	out.append('annual %8.1f' % annual(res))
	return '\n'.join(out)


if __name__ == '__main__':
	print(table(fluxes(load(sys.argv[1]))))
