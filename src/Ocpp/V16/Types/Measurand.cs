using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>What a reading measures (OCPP 1.6 §7.31). The car is the consumer.</summary>
[JsonConverter(typeof(OcppEnumConverter<Measurand>))]
public enum Measurand
{
    /// <summary>Energy to the grid, meter register, Wh.</summary>
    EnergyActiveExportRegister,

    /// <summary>Energy from the grid, meter register, Wh. The default.</summary>
    EnergyActiveImportRegister,

    /// <summary>Reactive energy to the grid, meter register, varh.</summary>
    EnergyReactiveExportRegister,

    /// <summary>Reactive energy from the grid, meter register, varh.</summary>
    EnergyReactiveImportRegister,

    /// <summary>Energy to the grid during the interval, Wh.</summary>
    EnergyActiveExportInterval,

    /// <summary>Energy from the grid during the interval, Wh.</summary>
    EnergyActiveImportInterval,

    /// <summary>Reactive energy to the grid during the interval, varh.</summary>
    EnergyReactiveExportInterval,

    /// <summary>Reactive energy from the grid during the interval, varh.</summary>
    EnergyReactiveImportInterval,

    /// <summary>Power from the car, W.</summary>
    PowerActiveExport,

    /// <summary>Power to the car, W.</summary>
    PowerActiveImport,

    /// <summary>Most power offered to the car, W.</summary>
    PowerOffered,

    /// <summary>Reactive power from the car, var.</summary>
    PowerReactiveExport,

    /// <summary>Reactive power to the car, var.</summary>
    PowerReactiveImport,

    /// <summary>Power factor, without a unit.</summary>
    PowerFactor,

    /// <summary>Current to the car, A.</summary>
    CurrentImport,

    /// <summary>Current from the car, A.</summary>
    CurrentExport,

    /// <summary>Most current offered to the car, A.</summary>
    CurrentOffered,

    /// <summary>Voltage (alternating: root mean square), V.</summary>
    Voltage,

    /// <summary>Grid frequency in hertz; no unit is sent.</summary>
    Frequency,

    /// <summary>Temperature inside the charge point.</summary>
    Temperature,

    /// <summary>State of charge of the car, percent.</summary>
    SoC,

    /// <summary>Fan speed, revolutions per minute.</summary>
    RPM,
}

/// <summary>The wire names of <see cref="Measurand"/>, by value.</summary>
internal static class MeasurandNames
{
    internal static readonly string[] Wire =
    [
        "Energy.Active.Export.Register",
        "Energy.Active.Import.Register",
        "Energy.Reactive.Export.Register",
        "Energy.Reactive.Import.Register",
        "Energy.Active.Export.Interval",
        "Energy.Active.Import.Interval",
        "Energy.Reactive.Export.Interval",
        "Energy.Reactive.Import.Interval",
        "Power.Active.Export",
        "Power.Active.Import",
        "Power.Offered",
        "Power.Reactive.Export",
        "Power.Reactive.Import",
        "Power.Factor",
        "Current.Import",
        "Current.Export",
        "Current.Offered",
        "Voltage",
        "Frequency",
        "Temperature",
        "SoC",
        "RPM",
    ];
}
