import Domain
import Testing
import incident_bench

struct RealWorldSuiteTests {
    /// By `printf %s NAME | sha256sum`.
    @Test(
        arguments: zip(
            ["alpha-1.0", "beta-1.0", "epsilon-2.0", "zeta-2.0"], [Half.tune, Half.held, Half.tune, Half.tune]))
    func `a case's half follows from its name`(name: String, half: Half) {
        #expect(Half(of: name) == half)
    }

    private let files = ["setup.py", "src/shop/cart.py", "src/shop/tax.py", "docs/worker.py"]

    @Test func `the deepest frame of the package is found wherever it is installed`() {
        let log = """
            2026-03-02 ERROR job failed
            Traceback (most recent call last):
              File "/srv/app/worker.py", line 9, in <module>
                run()
              File "/srv/app/venv/lib/python3.11/site-packages/shop/cart.py", line 12, in total
                return rate(item)
              File "/srv/app/venv/lib/python3.11/site-packages/shop/tax.py", line 40, in rate
                return json.loads(text)
              File "/usr/lib/python3.11/json/decoder.py", line 355, in raw_decode
                raise JSONDecodeError("Expecting value", s, err.value) from None
            """
        let frame = CrashFrame(in: log, files: files)
        #expect(frame?.file == "src/shop/tax.py")
        #expect(frame?.line == 40)
        #expect(frame?.function == "rate")
        #expect(
            CrashFrame(in: #"{"exc": "  File \"/app/src/shop/cart.py\", line 7, in add\n    x"}"#, files: files)?.line
                == 7)
    }

    @Test func `a log without the package's frames has none`() {
        #expect(CrashFrame(in: "  File \"/srv/app/worker.py\", line 9, in <module>", files: files) == nil)
    }
}
