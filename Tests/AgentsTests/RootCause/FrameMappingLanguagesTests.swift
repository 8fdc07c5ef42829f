import Agents
import Domain
import TestSupport
import Testing

/// One error per language and per way its paths are written; each must end at the marked line and function.
@Suite struct FrameMappingLanguagesTests {
    struct Example: CustomTestStringConvertible, Sendable {
        let name: String
        let language: Language
        let frame: StackFrame
        let path: String
        /// The failing line carries the mark `HERE` in a comment.
        let source: String
        let function: String?
        var testDescription: String { name }
    }

    static let examples: [Example] = [
        Example(
            name: "TypeScript in a webpack address", language: .javaScript,
            frame: RootCause.frame("webpack://shop/./src/cart/total.ts?a1b2", 4, "Cart.total"),
            path: "web/src/cart/total.ts",
            source: """
                const RATE = 0.19
                export class Cart {
                  total({ items, currency }: Order): number {
                    return items[0].price * RATE // HERE
                  }
                }
                """, function: "total"),
        Example(
            name: "an arrow function behind statements without semicolons", language: .javaScript,
            frame: RootCause.frame("/app/src/mail.js", 4, "Object.sendMail"), path: "src/mail.js",
            source: """
                const fs = require('fs')
                const sizes = rows.reduce((sum, row) => { return sum + row.size }, 0)
                const sendMail = async (user) => {
                  return user.address.trim() // HERE
                }
                function other() { if (a) { b() } }
                """, function: "sendMail"),
        Example(
            name: "a callback inside a function", language: .javaScript,
            frame: RootCause.frame("file:///srv/app/src/list.js", 3, "renderList"), path: "src/list.js",
            source: """
                function renderList(rows) {
                  rows.forEach((row) => {
                    row.name.trim() /* HERE */
                  });
                }
                """, function: "renderList"),
        Example(
            name: "compiled JavaScript", language: .javaScript,
            frame: RootCause.frame("/app/dist/cart.js", 900, "addItem"), path: "src/cart.ts",
            source: """
                export function addItem(cart: Cart, item: Item) { // HERE
                  cart.items.push(item.sku);
                }
                """, function: "addItem"),
        Example(
            name: "Java by its package", language: .java,
            frame: RootCause.frame("Cart.java", 7, "com.shop.order.Cart.total"),
            path: "server/src/main/java/com/shop/order/Cart.java",
            source: """
                package com.shop.order;

                public class Cart {
                    @Traced("total")
                    public static <T extends Item> int total(List<T> items)
                        throws EmptyCart {
                        return items.get(0).price(); // HERE "}"
                    }
                }
                """, function: "total"),
        Example(
            name: "a Kotlin lambda", language: .java,
            frame: RootCause.frame("Mailer.kt", 3, "com.shop.MailerKt.send$lambda$0"), path: "src/com/shop/Mailer.kt",
            source: """
                package com.shop
                fun send(users: List<User>) {
                    users.forEach { println(it.address!!.trim()) } // HERE
                }
                """, function: "send"),
        Example(
            name: "a Go method and a closure", language: .go,
            frame: RootCause.frame(
                "/go/src/github.com/acme/shop/pay/charge.go", 7, "github.com/acme/shop/pay.(*Server).charge.func1"),
            path: "pay/charge.go",
            source: """
                package pay

                // charge { takes money
                func (s *Server) charge(order *Order) error {
                \tformat := `{ "id": `
                \treturn s.do(func() {
                \t\ts.log(order.Card.ID) // HERE
                \t})
                }
                """, function: "charge"),
        Example(
            name: "Rust with a hash", language: .rust,
            frame: RootCause.frame("./src/cart.rs", 4, "shop::cart::total::h0123456789abcdef"),
            path: "crates/shop/src/cart.rs",
            source: """
                impl<'a> Cart<'a> {
                    pub fn total(&'a self) -> u32 {
                        let brace = '{';
                        self.items[0].price // HERE
                    }
                }
                """, function: "total"),
        Example(
            name: "C# on Windows", language: .cSharp,
            frame: RootCause.frame(
                "C:\\build\\agent\\Shop\\Services\\MailService.cs", 9, "Shop.Services.MailService.Send(User user)"),
            path: "Shop/Services/MailService.cs",
            source: """
                namespace Shop.Services
                {
                    public class MailService
                    {
                        [Audit]
                        public async Task Send(User user)
                        {
                            if (user.Wants("{"))
                                await _smtp.Send(user.Address.Trim()); // HERE
                        }
                    }
                }
                """, function: "Send"),
        Example(
            name: "Ruby in a block", language: .ruby,
            frame: RootCause.frame("/var/www/app/models/order.rb", 4, "block in Order#total"),
            path: "app/models/order.rb",
            source: """
                class Order
                  def total
                    items.sum do |item|
                      item.price.cents # HERE
                    end
                  end
                end
                """, function: "total"),
        Example(
            name: "PHP", language: .php,
            frame: RootCause.frame("/var/www/html/src/Mail/Sender.php", 6, "App\\Mail\\Sender->send"),
            path: "src/Mail/Sender.php",
            source: """
                <?php
                class Sender {
                    # it's { odd
                    public function send(?User $user): bool
                    {
                        return $user->address !== ''; // HERE
                    }
                }
                """, function: "send"),
        Example(
            name: "Swift", language: .swift,
            frame: RootCause.frame("/build/Sources/Shop/Cart.swift", 4, "Cart.total(of:)"),
            path: "Sources/Shop/Cart.swift",
            source: """
                struct Cart {
                    /// Don't { count
                    func total(of items: [Item]) throws -> Int {
                        items[0].price // HERE
                    }
                }
                """, function: "total"),
        Example(
            name: "Python between strings of several lines", language: .python,
            frame: RootCause.frame("/app/report.py", 14, "rate", code: "return sold / seen"), path: "report.py",
            source: """
                class Report:
                    '''Speaks
                of rates.'''

                    def rate(
                        self,
                        seen,
                    ):
                        query = \"\"\"
                def not_a_function():
                \"\"\"
                        sold = self.sold
                        if sold:
                            return sold / seen
                        return 0  # the line above is meant
                """, function: "rate"),
        Example(
            name: "Python at the top of a file", language: .python,
            frame: RootCause.frame("/app/main.py", 3, "<module>", code: "start(CONFIG['port'])"), path: "main.py",
            source: "def start(port):\n    pass\nstart(CONFIG['port'])\n", function: nil),
    ]

    @Test(arguments: examples)
    func `a frame is mapped to its line and function`(example: Example) async throws {
        let lines = example.source.split(separator: "\n", omittingEmptySubsequences: false)
        let marked = lines.firstIndex { $0.contains("HERE") }.map { $0 + 1 } ?? example.frame.line
        let diagnosis = try await RootCause.diagnose(
            RootCause.error("SomeError", "went wrong", language: example.language, [example.frame]),
            in: [example.path: example.source, "README.md": "none", "other/unrelated.txt": ""])
        let location = try #require(diagnosis.location, "\(diagnosis.summary)")
        #expect(location.file == example.path)
        #expect(location.line == marked)
        #expect(location.function == example.function)
        #expect(location.language == example.language)
        #expect(!location.code.isEmpty && location.code.first?.isWhitespace == false)
    }

    @Test(arguments: ["{", "}", "((((", "))))", "\"", "'''", "/*", "`", "func", "def ", "fn fn fn {{{", "\u{0}\u{1}"])
    func `no source text breaks the scan`(text: String) async throws {
        for ending in ["py", "js", "java", "go", "rb", "rs", "cs", "swift", "php", "kt"] {
            let source = String(repeating: text + "\n", count: 200) + String(repeating: text, count: 2_000)
            let frame = RootCause.frame("x.\(ending)", 7, "nothing")
            _ = try await RootCause.diagnose(
                RootCause.error("E", "", language: nil, [frame]), in: ["x.\(ending)": source])
        }
    }
}
