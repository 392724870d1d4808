using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChargePoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Server.Storage;

/// <summary>
/// Passwords and private keys as they lie on the disk: protected with keys in the data directory (ASP.NET Core Data Protection), so that a
/// database that gets about alone gives none away. Nothing is made before there is a secret to protect.
/// </summary>
internal sealed class Secrets(string keysDirectory, string purpose)
{
    private const string Mark = "protected:";

    private readonly Lazy<IDataProtector> _protector = new(() =>
        DataProtectionProvider
            .Create(
                new DirectoryInfo(keysDirectory),
                builder =>
                    builder
                        .SetApplicationName("OcppSimulator")
                        .AddKeyManagementOptions(keys => keys.XmlRepository = new KeyFiles(keysDirectory))
            )
            .CreateProtector(purpose)
    );

    private int _unreadable;

    /// <summary>Secrets that could not be read so far: their keys are gone.</summary>
    public int Unreadable => Volatile.Read(ref _unreadable);

    /// <summary>Parts that lie protected: the secrets, and firmware, as the URL of a file may hold a password.</summary>
    public static bool Covers(DurableParts part) => part is DurableParts.Secrets or DurableParts.Firmware;

    /// <summary>As it goes to the disk.</summary>
    public byte[] Protect(byte[] secret) => _protector.Value.Protect(secret);

    /// <summary>As it came from the disk; null when its key is gone.</summary>
    public byte[]? Unprotect(byte[] value)
    {
        try
        {
            return _protector.Value.Unprotect(value);
        }
        catch (CryptographicException)
        {
            Interlocked.Increment(ref _unreadable);
            return null;
        }
    }

    /// <summary>A definition as it goes to the disk: with its password protected.</summary>
    public ChargerRow Seal(ChargerRow row) =>
        With(row, password => Mark + WebEncoders.Base64UrlEncode(Protect(Encoding.UTF8.GetBytes(password))));

    /// <summary>A definition as it came from the disk, with its password as it is; without one whose key is gone.</summary>
    public ChargerRow Open(ChargerRow row) =>
        With(
            row,
            password =>
                !IsSealed(password) ? password
                : Unprotect(WebEncoders.Base64UrlDecode(password[Mark.Length..])) is { } plain
                    ? Encoding.UTF8.GetString(plain)
                : null
        );

    /// <summary>True when the definition has a password that anybody can read.</summary>
    public static bool IsInTheOpen(ChargerRow row) => Password(Keys(row)) is { } password && !IsSealed(password);

    private static bool IsSealed(string password) => password.StartsWith(Mark, StringComparison.Ordinal);

    private static ChargerRow With(ChargerRow row, Func<string, string?> change)
    {
        var keys = Keys(row);
        if (Password(keys) is not { } password)
        {
            return row;
        }

        var changed = change(password);
        if (changed is null)
        {
            keys!.Remove(ConfigurationKeys.AuthorizationKey.Name);
        }
        else
        {
            keys![ConfigurationKeys.AuthorizationKey.Name] = changed;
        }

        return row with
        {
            Configuration = keys.ToJsonString(),
        };
    }

    // Most definitions have no password: a look at the text saves reading it.
    private static JsonObject? Keys(ChargerRow row) =>
        row.Configuration.Contains(ConfigurationKeys.AuthorizationKey.Name, StringComparison.Ordinal)
            ? JsonNode.Parse(row.Configuration) as JsonObject
            : null;

    private static string? Password(JsonObject? keys) =>
        keys?[ConfigurationKeys.AuthorizationKey.Name] is JsonValue { } value
        && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : null;
}
