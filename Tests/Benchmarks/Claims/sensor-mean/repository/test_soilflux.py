import pytest
import soilflux as sf


def ramp(per_second, flag=0, n=10):
	return [(10.0 * i, 400 + per_second * 10 * i, flag) for i in range(n)]


def test_slope():
	res = sf.fluxes({'P1': ramp(0.2)})
	assert res['P1']['n'] == 10
	assert res['P1']['r2'] == pytest.approx(1)
	assert res['P1']['flux'] == pytest.approx(1.8805, abs=2e-3)


def test_flagged_left_out():
	rows = ramp(0.2) + [(15.0, 9999.0, 2)]
	assert sf.fluxes({'P1': rows})['P1']['n'] == 10


def test_site_mean():
	res = sf.fluxes({'P1': ramp(0.2), 'P2': ramp(0.4)})
	assert sf.site_mean(res) == pytest.approx(1.5 * res['P1']['flux'])


def test_load(tmp_path):
	f = tmp_path / 'r.csv'
	f.write_text('# plot\nA,0,400,0\nA,10,402,1\n')
	assert sf.load(str(f)) == {'A': [(0.0, 400.0, 0), (10.0, 402.0, 1)]}
