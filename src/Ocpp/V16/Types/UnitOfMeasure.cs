using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>Unit of a reading. Frequency has none: it is in hertz.</summary>
[JsonConverter(typeof(OcppEnumConverter<UnitOfMeasure>))]
public enum UnitOfMeasure
{
    Wh,
    kWh,
    varh,
    kvarh,
    W,
    kW,
    VA,
    kVA,
    var,
    kvar,
    A,
    V,
    K,

    /// <summary>Degrees Celsius in the spelling of the schemas before 2025; what charge points keep sending.</summary>
    Celcius,

    /// <summary>Degrees Celsius, spelt right; accepted since the errata.</summary>
    Celsius,
    Fahrenheit,
    Percent,
}
