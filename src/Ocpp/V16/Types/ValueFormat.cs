using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>Form of a reading.</summary>
[JsonConverter(typeof(OcppEnumConverter<ValueFormat>))]
public enum ValueFormat
{
    /// <summary>Plain text. The default.</summary>
    Raw,

    /// <summary>Signed binary data in hexadecimal.</summary>
    SignedData,
}
