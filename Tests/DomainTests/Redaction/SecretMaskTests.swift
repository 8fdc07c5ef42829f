import Domain
import Testing

@Suite struct SecretMaskTests {
    @Test func `a secret is masked, and a change of it still shows`() {
        let kept = SecretMask(" password = \"Tr0ub4dor-and-3\"\n-a = 1\n+a = 2\n")
        #expect(kept.text == " password = \"[redacted:password 1]\"\n-a = 1\n+a = 2\n" && kept.count == 1)
        let changed = SecretMask("-password = \"Tr0ub4dor-and-3\"\n+password = \"Other-Pa55word\"\n")
        #expect(changed.text.contains("-password = \"[redacted:password 1]\""))
        #expect(changed.text.contains("+password = \"[redacted:password 2]\""))
        let moved = SecretMask("-password = \"Tr0ub4dor-and-3\"\n+    password = \"Tr0ub4dor-and-3\"\n")
        #expect(moved.count == 1 && !moved.text.contains("Tr0ub4dor"))
    }

    @Test func `a text without secrets stays as it is, byte for byte`() {
        let text = "-return d['x']\r\n+return d.get('x')\n\\ No newline at end of file\n"
        #expect(SecretMask(text).text == text && SecretMask(text).remark == nil)
    }
}
