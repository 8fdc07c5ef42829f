@testable import Agents
import Domain
import Testing

@Suite struct FailureFamilyTests {
    @Test(arguments: [
        ("IndexError", "list index out of range", FailureFamily.emptyOrShortList),
        ("java.lang.ArrayIndexOutOfBoundsException", "Index 0 out of bounds for length 0", .emptyOrShortList),
        ("panic", "runtime error: index out of range [3] with length 3", .emptyOrShortList),
        ("ValueError", "max() arg is an empty sequence", .emptyOrShortList),
        ("KeyError", "'transaction'", .missingKey),
        ("System.Collections.Generic.KeyNotFoundException", "The given key was not present", .missingKey),
        ("AttributeError", "'NoneType' object has no attribute 'email'", .missingValue),
        ("TypeError", "Cannot read properties of undefined (reading 'email')", .missingValue),
        ("java.lang.NullPointerException", "", .missingValue),
        ("panic", "runtime error: invalid memory address or nil pointer dereference", .missingValue),
        ("NoMethodError", "undefined method `email' for nil:NilClass", .missingValue),
        ("AttributeError", "'Order' object has no attribute 'totl'", .missingMember),
        ("ZeroDivisionError", "division by zero", .divisionByZero),
        ("java.lang.ArithmeticException", "/ by zero", .divisionByZero),
        ("TypeError", "unsupported operand type(s) for +: 'int' and 'str'", .wrongType),
        ("json.decoder.JSONDecodeError", "Expecting value: line 1", .unreadableValue),
        ("PoolTimeoutError", "connection pool exhausted: 5/5 in use", .exhausted),
        ("TimeoutError", "", .timedOut),
        ("FileNotFoundError", "[Errno 2] No such file or directory: 'x'", .missingFile),
        ("NameError", "name 'totl' is not defined", .undefinedName),
        ("RecursionError", "maximum recursion depth exceeded", .endlessRecursion),
        ("OrderRefused", "the zoom room is closed", .other),
    ])
    func `an error belongs to a family in any language`(type: String, message: String, family: FailureFamily) {
        #expect(FailureFamily(ErrorSignature(language: nil, exception: type, message: message, frames: [])) == family)
    }

    @Test(arguments: [
        ("main.(*Server).handle.func1", "handle"), ("block in Order#total", "total"), ("<module>", nil),
        ("com.shop.Cart$Item.total", "total"), ("Cart.total(of:)", "total"), ("async Promise.all", "all"),
        ("shop::cart::total::h0123456789abcdef", "total"), ("Object.<anonymous>", "Object"), ("", nil),
        ("process_payment", "process_payment"), ("App\\Cart->total", "total"), ("Shop.Send(User user)", "Send"),
        ("_handle_request [as handle]", "_handle_request"),
    ])
    func `a function's own name is taken from what the trace calls it`(text: String, name: String?) {
        #expect(FunctionName.own(text) == name)
    }
}
