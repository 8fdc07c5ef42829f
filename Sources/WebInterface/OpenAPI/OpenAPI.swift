import Foundation

/// The description of the API, which ships as a file beside the program.
enum OpenAPI {
    static var text: String {
        get throws { String(decoding: try data, as: UTF8.self) }
    }

    static var description: JSON {
        get throws { try JSON(bytes: [UInt8](data)) }
    }

    private static var data: Data {
        get throws {
            guard let url = Bundle.module.url(forResource: "openapi", withExtension: "json") else {
                throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: "openapi.json"])
            }
            return try Data(contentsOf: url)
        }
    }
}
