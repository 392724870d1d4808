using Ocpp;
using Ocpp.V16;

namespace Server.Csms.Security;

/// <summary>
/// What is known of how a charge point proves who it is. What a call of ours has changed is on trial until a connection shows that it
/// holds: until then the charge point may as well come as before (security whitepaper, use cases A01 and A05).
/// </summary>
internal sealed record Credential
{
    public static readonly Credential None = new();

    /// <summary>The password of Basic authentication: text, or an AuthorizationKey in hexadecimal digits.</summary>
    public string? Password { get; init; }

    /// <summary>The one it was given last.</summary>
    public string? NextPassword { get; init; }

    /// <summary>The security profile that it must at least connect with; null where nobody has said.</summary>
    public int? Profile { get; init; }

    /// <summary>The one it was told last.</summary>
    public int? NextProfile { get; init; }

    /// <summary>What a connection must come with at least: a password that is known is asked for.</summary>
    public int Required => Profile ?? (Password is null ? 0 : 1);

    /// <summary>After a call that has not been sent yet; the same where it changes none of this.</summary>
    public Credential Expecting(object? request) =>
        request is not ChangeConfigurationRequest change ? this
        : Is(change.Key, "AuthorizationKey") && change.Value.Length > 0 ? this with { NextPassword = change.Value }
        : Is(change.Key, "SecurityProfile") && int.TryParse(change.Value, out var profile) && profile is >= 0 and <= 3
            ? this with
            {
                NextProfile = profile,
            }
        : this;

    /// <summary>After a connection at that level, with that password of Basic authentication.</summary>
    public Credential Proven(int level, string? password)
    {
        var proven = this;
        if (password is not null && password == NextPassword)
        {
            proven = proven with { Password = NextPassword, NextPassword = null };
        }
        return level >= NextProfile ? proven with { Profile = NextProfile, NextProfile = null } : proven;
    }

    private static bool Is(string key, string name) => key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
