namespace Ocpp.V16;

/// <summary>Who may call an action.</summary>
[Flags]
public enum Direction
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The charge point calls the central system.</summary>
    FromChargePoint = 1,

    /// <summary>The central system calls the charge point.</summary>
    FromCentralSystem = 2,
}
