using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>Unit of a reading. Frequency has none: it is in hertz.</summary>
[JsonConverter(typeof(OcppEnumConverter<UnitOfMeasure>))]
public enum UnitOfMeasure
{
    /// <summary>Watt-hours. The default for energy.</summary>
    Wh,

    /// <summary>Kilowatt-hours.</summary>
    kWh,

    /// <summary>Reactive volt-ampere-hours.</summary>
    varh,

    /// <summary>Reactive kilovolt-ampere-hours.</summary>
    kvarh,

    /// <summary>Watts.</summary>
    W,

    /// <summary>Kilowatts.</summary>
    kW,

    /// <summary>Volt-amperes.</summary>
    VA,

    /// <summary>Kilovolt-amperes.</summary>
    kVA,

    /// <summary>Reactive volt-amperes.</summary>
    var,

    /// <summary>Reactive kilovolt-amperes.</summary>
    kvar,

    /// <summary>Amperes.</summary>
    A,

    /// <summary>Volts.</summary>
    V,

    /// <summary>Kelvins.</summary>
    K,

    /// <summary>Degrees Celsius in the spelling of the schemas before 2025; what charge points keep sending.</summary>
    Celcius,

    /// <summary>Degrees Celsius, spelt right; accepted since the errata.</summary>
    Celsius,

    /// <summary>Degrees Fahrenheit.</summary>
    Fahrenheit,

    /// <summary>Percent.</summary>
    Percent,
}
