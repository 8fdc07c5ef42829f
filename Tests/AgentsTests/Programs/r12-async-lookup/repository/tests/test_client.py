import unittest

from geocoder.client import Geocoder, LookupFailed


async def fetch(place):
    if place == "nowhere":
        return {"status": "unknown"}
    return {"status": "ok", "lat": 52.5, "lon": 13.4}


class GeocoderTests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.geocoder = Geocoder(fetch)

    async def test_a_place_is_found(self):
        self.assertEqual(await self.geocoder.locate("Berlin"), (52.5, 13.4))

    async def test_an_unknown_place_is_said(self):
        with self.assertRaises(LookupFailed):
            await self.geocoder.locate("nowhere")
