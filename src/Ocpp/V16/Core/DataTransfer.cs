using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Vendor-specific data, either way (OCPP 1.6 §6.15).</summary>
public sealed record DataTransferRequest
{
    /// <summary>Names the vendor that defines the content; at most 255 characters.</summary>
    public required string VendorId { get; init; }

    /// <summary>Names the kind of message; at most 50 characters.</summary>
    public string? MessageId { get; init; }

    /// <summary>Content without a length limit; its format is the vendor's.</summary>
    public string? Data { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("vendorId", Text(255)), Optional("messageId", Text(50)), Optional("data", Text()));
}

/// <summary>The answer to <see cref="DataTransferRequest"/> (OCPP 1.6 §6.16).</summary>
public sealed record DataTransferResponse
{
    /// <summary>Outcome.</summary>
    public required DataTransferStatus Status { get; init; }

    /// <summary>Content without a length limit.</summary>
    public string? Data { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("status", OneOf<DataTransferStatus>()), Optional("data", Text()));
}

/// <summary>Outcome of a DataTransfer.</summary>
[JsonConverter(typeof(OcppEnumConverter<DataTransferStatus>))]
public enum DataTransferStatus
{
    /// <summary>Understood and accepted.</summary>
    Accepted,

    /// <summary>Understood and refused.</summary>
    Rejected,

    /// <summary>The vendor is known, the message id is not.</summary>
    UnknownMessageId,

    /// <summary>The vendor is not known.</summary>
    UnknownVendorId,
}
